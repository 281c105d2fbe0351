"""What console and window build alike: settings, data folder, projects, and the engine under its lock. No Qt."""
