"""The stream of what members do, notices to members, and mails about them."""
