"""The interactive page: its HTML, CSS and JavaScript, and the module that puts them together."""
