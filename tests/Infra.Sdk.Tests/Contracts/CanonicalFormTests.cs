using System.Text.Json;

namespace Infra.Sdk.Tests.Contracts;

/// <summary>A contract has one canonical form, so that a new version of a package gives the smallest diff.</summary>
public class CanonicalFormTests
{
    public static TheoryData<string> Contracts => ContractFiles.Contracts;

    [Theory, MemberData(nameof(Contracts))]
    public void Keys_AtEveryLevel_AreSortedAndOnce(string contract) =>
        Walk(ContractFiles.Json($"standin/contracts/{contract}.json"), "$", (path, node) =>
        {
            if (node.ValueKind == JsonValueKind.Object)
                AssertSorted(path, [.. node.EnumerateObject().Select(p => p.Name)]);
        });

    [Theory, MemberData(nameof(Contracts))]
    public void RequiredLists_Everywhere_AreSorted(string contract) =>
        Walk(ContractFiles.Json($"standin/contracts/{contract}.json"), "$", (path, node) =>
        {
            var isRequired =
                path.EndsWith(".required", StringComparison.Ordinal) || path.EndsWith(".requiredInputs", StringComparison.Ordinal);
            if (isRequired && node.ValueKind == JsonValueKind.Array)
                AssertSorted(path, [.. node.EnumerateArray().Select(n => n.GetString()!)]);
        });

    [Theory, MemberData(nameof(Contracts))]
    public void Documentation_Anywhere_IsLeftOut(string contract)
    {
        // "description" may be a property's own name; then its value is a type, not a text.
        Walk(ContractFiles.Json($"standin/contracts/{contract}.json"), "$", (path, node) =>
            Assert.False(path.EndsWith(".description", StringComparison.Ordinal) && node.ValueKind == JsonValueKind.String, path)
        );
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Text_OfTheFile_IsTheFormTheScriptWrites(string contract)
    {
        var text = ContractFiles.Text($"standin/contracts/{contract}.json");
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\t', text);
        Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void KeysOutOfOrder_AreFound() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertSorted("$", ["b", "a"]));

    private static void AssertSorted(string path, string[] names) =>
        Assert.True(names.SequenceEqual(names.Distinct().Order(StringComparer.Ordinal)), $"{path}: {string.Join(", ", names)}");

    private static void Walk(JsonElement node, string path, Action<string, JsonElement> visit)
    {
        visit(path, node);
        if (node.ValueKind == JsonValueKind.Object)
            foreach (var member in node.EnumerateObject())
                Walk(member.Value, $"{path}.{member.Name}", visit);
        if (node.ValueKind == JsonValueKind.Array)
            foreach (var item in node.EnumerateArray())
                Walk(item, path + "[]", visit);
    }
}
