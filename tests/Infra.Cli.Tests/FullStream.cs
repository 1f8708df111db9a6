using System.Text;
using Spectre.Console;

namespace Infra.Cli.Tests;

/// <summary>A console whose stream rejects all writes, like /dev/full.</summary>
internal sealed class FullStream : TextWriter
{
    internal FullStream() =>
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(this), Ansi = AnsiSupport.No });

    internal IAnsiConsole Console { get; }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new IOException("No space left on device");

    public override void Write(string? value) => throw new IOException("No space left on device");
}
