using System.Text.Json;
using System.Xml.Linq;

namespace Infra.Sdk.Tests.Contracts;

/// <summary>The stand-in is generated from the versions the default build restores.</summary>
public class PackagesTests
{
    public static TheoryData<string> Contracts => ContractFiles.Contracts;

    [Theory, MemberData(nameof(Contracts))]
    public void NuGetVersion_InPackagesJson_IsTheOneRestored(string contract)
    {
        var nuget = Provider(contract).GetProperty("nuget");
        var restored = XDocument
            .Parse(ContractFiles.Text("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Single(p => p.Attribute("Include")?.Value == nuget.GetProperty("id").GetString());
        Assert.Equal(nuget.GetProperty("version").GetString(), restored.Attribute("Version")?.Value);
    }

    [Theory, MemberData(nameof(Contracts))]
    public void NpmVersion_InPackagesJson_IsTheLowestNuGetTakes(string contract)
    {
        var provider = Provider(contract);
        var lowest = provider.GetProperty("nuget").GetProperty("version").GetString()!.Trim('[', '(', ')', ']').Split(',')[0];
        Assert.Equal(lowest, provider.GetProperty("version").GetString());
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Contract_OnDisk_IsOfThePinnedVersion(string contract)
    {
        var found = ContractFiles.Json($"standin/contracts/{contract}.json");
        Assert.Equal(contract, found.GetProperty("name").GetString());
        Assert.Equal(Provider(contract).GetProperty("version").GetString(), found.GetProperty("version").GetString());
    }

    [Fact]
    public void Integrity_OfEveryPackage_IsASha512()
    {
        var packages = ContractFiles.Packages;
        var all = packages
            .GetProperty("providers")
            .EnumerateArray()
            .Append(packages.GetProperty("core"))
            .Append(packages.GetProperty("parser"));
        Assert.All(all, p =>
            Assert.Equal(
                64,
                Convert.FromBase64String(Assert.IsType<string>(p.GetProperty("integrity").GetString())["sha512-".Length..]).Length
            )
        );
    }

    private static JsonElement Provider(string contract) =>
        ContractFiles.Packages.GetProperty("providers").EnumerateArray().Single(p => p.GetProperty("contract").GetString() == contract);
}
