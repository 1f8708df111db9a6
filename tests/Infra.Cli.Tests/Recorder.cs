using Infra.Cli.Output;
using Spectre.Console.Testing;

namespace Infra.Cli.Tests;

/// <summary>A screen that is not a terminal, and its output.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly TestConsole console = new();

    public Recorder() => Screen = new Screen(console, interactive: false);

    public Screen Screen { get; }

    public string Text => console.Output;

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    public void Dispose() => console.Dispose();
}
