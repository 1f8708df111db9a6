using System.Diagnostics;

namespace Infra.Core.Tests.Packets;

/// <summary>A program that runs until its standard input is closed.</summary>
internal sealed class Running(Process process) : IDisposable
{
    /// <summary>Ends it.</summary>
    /// <returns>Everything it printed since it was started or last read.</returns>
    internal string End()
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(process.StandardError.ReadToEnd());
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
