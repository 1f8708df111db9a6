namespace Infra.Core.Sdn;

/// <summary>A file of a cloud firewall's rules as text, see <see cref="CloudFirewall.Files"/>.</summary>
/// <param name="Name">A file name.</param>
/// <param name="About">For people: what it is.</param>
public sealed record SdnFile(string Name, string Text, string About);
