"""The diagram in docs/architecture.md shows the imports as they are."""

from archive.derive.package_diagram import DOCUMENT, find_dependencies, format_diagram, remove_implied, update_document


def test_the_document_has_the_current_diagram():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert "flowchart" in text
    assert update_document(text, format_diagram(find_dependencies())) == text, "run: make diagram"


def test_a_dependency_that_others_imply_is_omitted():
    dependencies = {"pages": {"search", "text"}, "search": {"models"}, "models": {"text"}, "text": set()}
    assert remove_implied(dependencies) == {"pages": {"search"}, "search": {"models"}, "models": {"text"}, "text": set()}


def test_every_package_imports_only_packages_of_the_diagram():
    dependencies = find_dependencies()
    assert {"fixtures", "web", "camps", "marches"} < dependencies.keys()
    assert set().union(*dependencies.values()) <= dependencies.keys()
