namespace Infra.Core.Topology;

/// <summary>
/// Bands of network ACL rule numbers that the lock file may assign; the numbers between and around them have fixed meanings.
/// </summary>
internal static class AclNumberBands
{
    /// <summary>For rules that decide before any deny.</summary>
    internal static readonly (int First, int Last) BeforeDenies = (1000, 28_999);

    /// <summary>For rules that decide what the denies leave over.</summary>
    internal static readonly (int First, int Last) AfterDenies = (31_000, 31_999);

    internal static bool IsGiven(int number) => IsIn(BeforeDenies, number) || IsIn(AfterDenies, number);

    internal static bool IsIn((int First, int Last) band, int number) => number >= band.First && number <= band.Last;
}
