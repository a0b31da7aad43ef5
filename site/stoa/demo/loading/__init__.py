"""Brings the demo publication into the database, again and again if need be, without doing anything twice."""
