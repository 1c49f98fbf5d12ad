"""Results to Rich renderables, diagrams and files; builds, never prints."""
