"""Where coders agree and where not: values in, values out."""
