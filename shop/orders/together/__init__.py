"""What was bought together: counted from paid orders, kept in Redis where there is one; both give one answer.

A product is named by its translation key; `counting` asks the database, `sets` Redis, `finding` whichever there is.
"""
