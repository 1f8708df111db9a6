namespace Infra.Core.Topology;

/// <summary>How the replacement of one node is asked for.</summary>
internal static class Replacement
{
    /// <summary>The whole command line.</summary>
    /// <param name="command">As <see cref="LockModes.Command"/> gives it.</param>
    /// <param name="shape">What the VM that goes was made of: its volumes are those that will be empty.</param>
    internal static string Command(string command, string service, int slot, NodeShape shape) =>
        $"{command} --replace {service}-{slot}";
}
