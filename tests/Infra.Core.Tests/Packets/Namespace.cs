using System.Diagnostics;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// An unnamed network namespace, held by a process that ends with this test, however that ends: the kernel then removes the namespace and
/// everything in it.
/// </summary>
internal sealed class Namespace : IDisposable
{
    private readonly Process _holder;

    internal Namespace()
    {
        _holder = Tool.Start("unshare", "--net", "sh", "-c", "ip link set lo up && echo ready && exec cat");
        if (_holder.StandardOutput.ReadLine() != "ready")
        {
            throw new InvalidOperationException($"no network namespace: {_holder.StandardError.ReadToEnd()}");
        }
    }

    internal int Pid => _holder.Id;

    /// <summary>Why these tests cannot run here; null if they can.</summary>
    internal static string? Missing { get; } =
        Tool.NoNamespaces
        ?? ((string[])["nsenter", "ip", "nft", "python3"])
            .Where(name => !Tool.IsOnPath(name))
            .Select(name => $"needs {name} (Debian packages util-linux, iproute2, nftables, python3)")
            .FirstOrDefault();

    /// <summary>A link to another namespace.</summary>
    internal void Connect(string name, Namespace other, string otherName)
    {
        Script($"ip link add {name} type veth peer name {otherName} netns {other.Pid}; ip link set {name} up");
        other.Script($"ip link set {otherName} up");
    }

    /// <summary>Runs a shell script here, which must succeed.</summary>
    /// <returns>Its output.</returns>
    internal string Script(string script, string input = "")
    {
        var run = Tool.Run(input, "/", "nsenter", [.. Enter, "sh", "-ec", script]);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"{script}\nended with {run.ExitCode}: {run.Output}");
    }

    /// <summary>Starts a Python program here.</summary>
    internal Process Python(string program, params string[] arguments) =>
        Tool.Start("nsenter", [.. Enter, "python3", "-I", "-c", program, .. arguments]);

    /// <summary>Runs a Python program here to completion.</summary>
    internal Tool RunPython(string program, string input, params string[] arguments) => RunPythonAs(0, program, input, arguments);

    /// <summary>The same as another user; with the system's own Python, since root's may be in a directory others cannot read.</summary>
    internal Tool RunPythonAs(int uid, string program, string input, params string[] arguments)
    {
        string[] user = uid == 0 ? [] : ["setpriv", $"--reuid={uid}", "--clear-groups", "env", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"];
        return Tool.Run(input, "/", "nsenter", [.. Enter, .. user, "python3", "-I", "-c", program, .. arguments]);
    }

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
    }

    private string[] Enter => [$"--net=/proc/{Pid}/ns/net"];
}
