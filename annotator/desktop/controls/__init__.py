"""Small widgets that know no project: the panels are made of them."""
