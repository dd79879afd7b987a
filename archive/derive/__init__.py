"""Files derived from outside data: fonts and the base map. Not imported by the site."""
