"""Needs and gaps: who needs what, what is missing where, and who could help?"""

from ui import filters, needs, needs_matching, needs_promises, needs_proposal

view = filters.bar("needs", kind=())
needs.expect(view)
asked = needs.controls(view)
cell = needs.matrix(view, asked)
needs_matching.chosen(view, asked, cell)
needs_proposal.all_at_once(view, asked)
needs_promises.listed(view)
