"""Pictures of figures, drawn in the colours of the theme; each part can be clicked and reached."""
