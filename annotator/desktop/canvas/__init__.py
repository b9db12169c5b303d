"""The article with its passages: layout, painting, hit testing and gestures."""
