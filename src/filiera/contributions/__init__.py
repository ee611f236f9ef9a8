"""What members and readers tell: kept apart from the evidence, and untouched by every build.

A Django application without pages. A row refers to the evidence by address alone, so that it survives any
build; ``database`` says where the rows lie, and the other modules ask and write.
"""
