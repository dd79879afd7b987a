"""One module for each management command; work is done by the packages that it calls."""
