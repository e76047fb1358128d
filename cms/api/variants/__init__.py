"""What a caller may ask about the form of an answer: fewer members, embedded documents, Markdown.

All of it is made of stored bytes when it is asked for; a plain request never comes here.
"""
