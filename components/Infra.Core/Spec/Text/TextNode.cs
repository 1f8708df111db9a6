using System.Collections.Immutable;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Text;

/// <summary>YAML (or JSON) text as a tree whose nodes know their positions.</summary>
/// <param name="Where">Place of the value itself.</param>
/// <param name="Owner">Place of the key that holds the value, if any; diagnostics about what is missing point here.</param>
internal abstract record TextNode(SourceLocation Where, SourceLocation Owner)
{
    /// <param name="Quoted">Written in quotes (or as a block): always text, whatever it looks like.</param>
    internal sealed record Scalar(SourceLocation Where, SourceLocation Owner, string Text, bool Quoted) : TextNode(Where, Owner);

    internal sealed record Map(SourceLocation Where, SourceLocation Owner, ImmutableArray<TextEntry> Entries) : TextNode(Where, Owner);

    internal sealed record Sequence(SourceLocation Where, SourceLocation Owner, ImmutableArray<TextNode> Items) : TextNode(Where, Owner);

    /// <summary>Already reported (an alias, a tagged value): readers skip it silently.</summary>
    internal sealed record Refused(SourceLocation Where, SourceLocation Owner) : TextNode(Where, Owner);

    /// <summary>What users call the node's kind.</summary>
    internal string Kind =>
        this switch
        {
            Scalar scalar => ScalarKinds.Describe(scalar),
            Map => "a mapping",
            Sequence => "a list",
            _ => "nothing readable",
        };
}

/// <summary>One key of a mapping and its value.</summary>
internal sealed record TextEntry(string Key, SourceLocation KeyWhere, TextNode Value);
