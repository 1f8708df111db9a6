using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>Syntax that is valid YAML but gives text a meaning other than the apparent one, or that Pulumi does not read.</summary>
internal sealed record YamlFeatureRefused
{
    private readonly string _message;
    private readonly string _remedy;

    private YamlFeatureRefused(string message, string remedy) => (_message, _remedy) = (message, remedy);

    internal static readonly YamlFeatureRefused Directive = new(
        "A line that starts with '%' is a YAML directive, which is not supported.",
        "Delete the line."
    );

    internal static readonly YamlFeatureRefused MarkedKey = new(
        "A key here is marked with '?', which is not supported.",
        "Write it as 'key: value', without the mark."
    );

    internal static readonly YamlFeatureRefused SecondDocument = new(
        "A second YAML document starts here.",
        "Keep one document in the file."
    );

    internal static readonly YamlFeatureRefused ComplexKey = new(
        "A key here is not plain text.",
        "Write keys as plain words, without anchors, aliases or tags."
    );

    internal static readonly YamlFeatureRefused MergeKey = new(
        "The merge key '<<' copies values from elsewhere.",
        "Write the values here."
    );

    internal static YamlFeatureRefused LineBreak(string character) =>
        new($"{character} is a line break to YAML, but is not shown as one.", "Delete the character, or end the line with a line feed.");

    internal static YamlFeatureRefused Invisible(string character) =>
        new(
            $"The invisible character {character} makes this line look different from what it contains.",
            "Delete the character; in a double-quoted value write it as an escape sequence."
        );

    internal static YamlFeatureRefused FalseBlank(string character) =>
        new(
            $"{character} looks like a space but is not one to YAML: the text after it belongs to the same word.",
            "Replace it with a plain space, or put the text in double quotes if it is intended."
        );

    internal static YamlFeatureRefused Alias(string name) =>
        new($"The alias '*{name}' refers to a value written elsewhere.", "Write the value here.");

    internal static YamlFeatureRefused Anchor(string name) =>
        new($"The anchor '&{name}' is not allowed here.", "Remove it and write each value where it is used.");

    internal static YamlFeatureRefused Tag(string name) =>
        new($"The tag '{name}' changes the meaning of a value.", "Remove the tag; quote the value if it is text.");

    internal static YamlFeatureRefused LongKey(int longest) =>
        new($"A key here is longer than a line or than {longest} characters.", "Shorten it.");

    // go-yaml reads such a key as a number, a boolean or null, and Pulumi accepts only text.
    internal static YamlFeatureRefused KeyNotText(string key) =>
        new($"The key {Shown.Quote(key)} is not text, and Pulumi does not read it.", $"Put it in quotes: \"{key}\".");

    internal Diagnostic At(SourceLocation where) => new(DiagnosticCodes.YamlFeatureRefused, Severity.Error, where, _message, _remedy);
}
