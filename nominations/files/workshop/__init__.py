"""Work on PDFs that strangers sent, in a process of its own with little memory and
little time.

Run as a script (``python -I …/workshop check FILE`` or ``… prepare FILE FOLDER``),
never imported by the site: a document that makes a library crash, swell or run on takes
only this process down. It knows nothing of the site. Standard output is one JSON
document: ``{"problem": "password" | "damaged" | "empty"}`` or what was found.

A blind copy is built anew from what is seen: annotations and form fields are drawn into
their pages (``flat``), pages are written again without layers and marks (``pages``),
pictures lose what cameras wrote (``pictures``), and the copy is read and drawn as a
judge will see it (``looking``).
"""
