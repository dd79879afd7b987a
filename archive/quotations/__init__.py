"""The check of quotations: cutting a quotation up, the index of texts it is looked up in, and the answer."""
