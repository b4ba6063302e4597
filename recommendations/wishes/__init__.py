"""Songs that people wish for in a talk: heard, found in the catalogue, answered."""
