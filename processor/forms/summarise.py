"""What a form's answers add up to, as the customer is shown it and as it is approved."""

from itertools import groupby

from processor.facts.forms import Answer, FormDefinition
from processor.facts.proposals import Section
from processor.forms.definitions import said
from processor.forms.written import written


def summary(definition: FormDefinition, answers: tuple[Answer, ...], language: str) -> tuple[Section, ...]:
    """The answered fields in the form's order, by section; a section without a title has that of the form."""
    values = {answer.field: answer.value for answer in answers}
    titles = {key: said(labels, language) for key, labels in definition.sections}
    answered = [field for field in definition.fields if field.key in values]
    whole = said(definition.titles, language)
    return tuple(
        Section(
            titles.get(section, whole),
            tuple((said(field.labels, language), written(field, values[field.key], language)) for field in fields),
        )
        for section, fields in ((key, list(group)) for key, group in groupby(answered, key=lambda one: one.section))
    )
