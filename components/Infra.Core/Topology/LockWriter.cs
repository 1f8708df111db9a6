using System.Text;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>Writes the lock file: sorted, one line per node, so that diffs are easy to review.</summary>
internal static class LockWriter
{
    internal static string Write(LockFile file, string command)
    {
        var text = new StringBuilder();
        text.Append("# Zones, addresses and ports, allocated once: what is here never moves. Written by\n");
        text.Append($"#   {command}\n");
        text.Append("# Keep it in version control beside the stack file and review its changes like code. See docs/stack-file.md.\n");
        text.Append($"version: {LockFile.Version}\n");
        text.Append($"project: {file.Project}\n");
        text.Append($"cidr: {file.Cidr}\n");
        text.Append($"ula: {file.Ula}\n");
        text.Append($"basePort: {file.BasePort}\n");
        text.Append(file.Region is null ? "" : $"region: {file.Region}\n");
        text.Append("zones:\n");
        foreach (var (key, name) in file.Zones)
        {
            text.Append($"  {key}: {Text(name)}\n");
        }

        text.Append(file.Subnets.IsEmpty ? "" : "subnets:\n");
        foreach (var (zone, subnet) in file.Subnets)
        {
            text.Append($"  {zone}: {subnet}\n");
        }

        text.Append(file.Services.IsEmpty ? "services: {}\n" : "services:\n");
        foreach (var (name, service) in file.Services)
        {
            text.Append($"  {name}:\n    ports:{(service.Ports.IsEmpty ? " {}" : "")}\n");
            foreach (var (component, port) in service.Ports)
            {
                text.Append($"      {component}: {port}\n");
            }

            text.Append(service.Volumes.IsEmpty ? "" : "    volumes:\n");
            foreach (var (volume, number) in service.Volumes)
            {
                text.Append($"      {volume}: {number}\n");
            }

            if (!service.Removed.IsEmpty)
            {
                text.Append($"    removed: {{ {string.Join(", ", service.Removed.Select(slot => $"{slot.Key}: {slot.Value}"))} }}\n");
            }

            if (!service.Meshes.SequenceEqual(MeshSwitch.Default))
            {
                text.Append($"    {MeshSwitch.Key}: [{string.Join(", ", service.Meshes.Select(Words.Of))}]\n");
            }

            text.Append("    nodes:\n");
            foreach (var (slot, node) in service.Nodes)
            {
                text.Append($"      {Line(slot, node)}");
            }
        }

        text.Append(file.Bastions.IsEmpty ? "" : $"{LockFile.BastionsKey}:\n");
        foreach (var (slot, bastion) in file.Bastions)
        {
            text.Append($"  {Line(slot, bastion)}");
        }

        text.Append(file.NetworkAcl.IsEmpty ? "" : "networkAcl:\n");
        foreach (var (rule, number) in file.NetworkAcl)
        {
            text.Append($"  {rule}: {number}\n");
        }

        return Sealed(text.ToString());
    }

    private static string Line(int slot, LockedNode node) =>
        $"{slot}: {{ zone: {node.Zone}, addresses: [{node.First}, {node.Second}], mesh: {node.Mesh}, generation: {node.Generation}, "
        + (node.Image is null ? "" : $"image: {node.Image}, ")
        + $"{(node.Refilling ? "refilling: true, " : "")}shape: {node.Shape} }}\n";

    private static string Sealed(string text)
    {
        var version = $"version: {LockFile.Version}\n";
        return text.Replace(version, $"{version}{LockSeal.Key}: {LockSeal.Of(text)}\n", StringComparison.Ordinal);
    }

    // Azure's zones are named 1, 2 and 3: quoted to stay text.
    private static string Text(string name) => name.All(char.IsAsciiDigit) ? $"\"{name}\"" : name;
}
