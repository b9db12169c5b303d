"""The codebook beside the text, to be changed: an outline and a form for what is chosen in it."""
