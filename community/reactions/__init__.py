"""Likes, views and rankings."""
