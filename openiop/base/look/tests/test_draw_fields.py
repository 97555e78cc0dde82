"""Fields: label, hint and error belong to their control for people who hear the page; nothing typed is lost."""

import re

from django import forms

from openiop.base.look.fields import field, form_errors, form_fields, scale, seg


class Visit(forms.Form):
    name = forms.CharField(label="Chosen <name>", help_text="What everyone here calls you")
    note = forms.CharField(widget=forms.Textarea, required=False)
    letter = forms.BooleanField(required=False, help_text="By post")
    here = forms.ChoiceField(choices=[("here", "Here"), ("late", "Late")], widget=forms.RadioSelect)
    skills = forms.MultipleChoiceField(
        choices=[("sleep", "Sleep"), ("no", "Saying no")], widget=forms.CheckboxSelectMultiple, required=False
    )
    urge = forms.ChoiceField(choices=[(n, str(n)) for n in range(5)], widget=forms.RadioSelect, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_label_and_hint_belong_to_their_control() -> None:
    drawn = field(Visit()["name"])
    assert '<label for="id_name">Chosen &lt;name&gt;' in drawn
    assert 'aria-describedby="id_name_hint"' in drawn and 'id="id_name_hint">What everyone' in drawn
    assert " required" in drawn and 'class="req"' in drawn


def test_error_is_tied_to_its_control_with_a_glyph_and_what_was_typed_stays() -> None:
    form = Visit({"name": "", "note": "<script>typed</script>"})
    drawn = field(form["name"])
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_name_hint id_name_error"' in drawn
    assert re.search(r'class="error" id="id_name_error"><svg class="i"', drawn)
    assert "&lt;script&gt;typed" in field(form["note"])


def test_every_widget_has_its_class() -> None:
    form = Visit()
    assert 'class="input"' in field(form["name"])
    assert 'class="textarea"' in field(form["note"])
    assert 'class="check"' in field(form["letter"])
    assert 'class="choice"' in field(form["here"])
    assert field(form["skills"]).count('class="tick"') == 2


def test_own_attributes_of_a_widget_survive() -> None:
    class Own(forms.Form):
        minutes = forms.IntegerField(widget=forms.NumberInput(attrs={"class": "num", "hx-get": "/x", "step": 5}))

    drawn = field(Own()["minutes"])
    assert 'class="input num"' in drawn and 'hx-get="/x"' in drawn and 'step="5"' in drawn


def test_a_form_in_which_all_is_required_needs_no_stars() -> None:
    class Own(forms.Form):
        email = forms.EmailField()

    assert 'class="req"' not in field(Own()["email"])


def test_segmented_choice_keeps_what_was_chosen_and_names_its_group() -> None:
    drawn = seg(Visit({"here": "late"})["here"])
    assert re.search(r'value="late"[^>]* checked', drawn) and not re.search(r'value="here"[^>]* checked', drawn)
    assert "<fieldset" in drawn and "<legend" in drawn


def test_group_with_an_error_is_described_by_it() -> None:
    drawn = seg(Visit({})["here"])
    assert 'aria-describedby="id_here_error"' in drawn and "data-invalid" in drawn


def test_scale_of_five_has_faces_and_longer_ones_numbers() -> None:
    class Own(forms.Form):
        sure = forms.ChoiceField(choices=[(n, str(n)) for n in range(11)], widget=forms.RadioSelect)

    assert scale(Visit()["urge"]).count('<svg viewBox="0 0 32 32"') == 5
    assert 'class="seg num"' in scale(Own()["sure"])


def test_form_errors_link_to_every_faulty_field() -> None:
    form = Visit({})
    form.add_error(None, "These two do not go together.")
    drawn = form_errors(form)
    assert 'href="#id_name"' in drawn and 'href="#id_here"' in drawn and "do not go together" in drawn
    assert form_errors(Visit()) == ""


def test_links_of_form_errors_have_a_target() -> None:
    form = Visit({})
    page = form_errors(form) + form_fields(form)
    for target in re.findall(r'href="#(\w+)"', page):
        assert f'id="{target}"' in page


def test_form_fields_draws_each_once_and_hidden_ones_bare() -> None:
    drawn = form_fields(Visit())
    for name in Visit.base_fields:
        assert f'name="{name}"' in drawn
    assert 'for="id_token"' not in drawn
