"""The author's workshop: what checks content, plays it by script and measures it."""
