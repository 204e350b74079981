"""The pages of `relnotes serve`: values -> HTML.

A page is a template and one function in `pages`, which hands it finished sentences: templates know no language, and
everything in them is escaped by Jinja. Only `markup` makes HTML from notes, and that passes a sanitiser.
"""
