"""Public profiles, follows, mute and block."""
