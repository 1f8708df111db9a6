namespace Infra.Core.Spec.Existing;

/// <summary>The parts of an Azure virtual network's resource id.</summary>
public sealed record VirtualNetworkId(string ResourceGroup, string Name)
{
    // /subscriptions/<0>/resourceGroups/<1>/providers/Microsoft.Network/virtualNetworks/<2>
    private const int Parts = 9;
    private const int GroupAt = 4;
    private const int NameAt = 8;

    /// <param name="id">An <see cref="ExistingNetworkSpec.Id"/> on Azure, already validated by its reader.</param>
    /// <exception cref="FormatException">The ID is not valid.</exception>
    public static VirtualNetworkId Parse(string id) =>
        id.Split('/') is { Length: Parts } parts
            ? new VirtualNetworkId(parts[GroupAt], parts[NameAt])
            : throw new FormatException($"{id} is not a virtual network resource ID.");
}
