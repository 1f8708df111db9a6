namespace Infra.Cli.Output;

/// <summary>What a piece of text means; the screen decides how it looks.</summary>
public enum Tone
{
    Plain,
    Good,
    Bad,
    Warn,
    Quiet,
    Strong,
}

/// <summary>A piece of a line. Any text: the screen makes it printable, and nothing in it is interpreted as markup.</summary>
public readonly record struct Piece(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Piece(string text) => new(text);
}
