"""Maps drawn on the server: a base map derived once, places, and routes as flows between sets of places."""
