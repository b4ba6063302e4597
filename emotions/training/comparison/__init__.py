"""The models that the prototype compared, reproduced on one split; see docs/model-comparison.md.

`preprocessing` makes numbers of texts, `classical` and `recurrent` are the models, `runs` trains
and measures each, `report` writes the table and the plot.
"""
