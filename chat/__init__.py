"""Rooms, messages and sockets."""
