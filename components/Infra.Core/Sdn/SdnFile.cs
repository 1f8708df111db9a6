namespace Infra.Core.Sdn;

/// <summary>A cloud firewall's rules as text, see <see cref="CloudFirewall.Files"/>.</summary>
/// <param name="Name">A file name.</param>
/// <param name="About">A human-readable description.</param>
public sealed record SdnFile(string Name, string Text, string About);
