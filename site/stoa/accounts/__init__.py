"""The user model, signing in, profiles and roles."""
