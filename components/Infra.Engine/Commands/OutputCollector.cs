using System.Text;

namespace Infra.Engine.Commands;

/// <summary>One stream of a running command: the whole text for the outputs, its lines for the watcher.</summary>
internal sealed class OutputCollector(OutputStream stream, Action<OutputStream, string> onLine)
{
    private const int TailLines = 20;
    private readonly StringBuilder text = new();
    private readonly StringBuilder line = new();
    private readonly Lock gate = new();

    /// <summary>Reads to the end of the stream, or until the other side of the pipe is gone.</summary>
    public async Task ReadAsync(TextReader reader, CancellationToken cancellation)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var count and > 0)
            Add(buffer.AsSpan(0, count));
        Flush();
    }

    public string Text
    {
        get
        {
            lock (gate)
                return text.ToString() is var all && all.EndsWith('\n') ? all[..^1] : all;
        }
    }

    /// <summary>The last lines, for error messages.</summary>
    public string Tail => string.Join('\n', Text.Split('\n').TakeLast(TailLines));

    private void Add(ReadOnlySpan<char> chunk)
    {
        var complete = new List<string>();
        lock (gate)
        {
            text.Append(chunk);
            foreach (var c in chunk)
            {
                if (c != '\n')
                {
                    line.Append(c);
                    continue;
                }

                complete.Add(line.ToString().TrimEnd('\r'));
                line.Clear();
            }
        }

        foreach (var done in complete)
            onLine(stream, done);
    }

    private void Flush()
    {
        string rest;
        lock (gate)
        {
            rest = line.ToString();
            line.Clear();
        }

        if (rest.Length > 0)
            onLine(stream, rest);
    }
}
