using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>Shared by the classes of a package: its version, defaults from the environment, its type attribute.</summary>
internal static class UtilitiesWriter
{
    public static SourceFile Write(ContractNames names)
    {
        var text = new CodeText(new TypeName(names.Package, "Utilities"));
        text.Block("internal static class Utilities", () =>
        {
            text.Line($"public static string Version => \"{names.Contract.Version}\";");
            foreach (var line in Shared.Split('\n'))
                text.Line(line.TrimEnd());
        });
        text.Line();
        var attribute = names.ResourceTypeAttribute + "Attribute";
        text.Block($"internal sealed class {attribute} : global::Pulumi.ResourceTypeAttribute", () =>
            text.Block($"public {attribute}(string type) : base(type, Utilities.Version)", () => { })
        );
        return text.File;
    }

    private const string Shared = """

        public static string? GetEnv(params string[] names)
        {
            foreach (var name in names)
                if (global::System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                    return value;
            return null;
        }

        public static bool? GetEnvBoolean(params string[] names) => GetEnv(names)?.ToLowerInvariant() switch
        {
            "1" or "t" or "true" => true,
            "0" or "f" or "false" => false,
            _ => null,
        };

        public static int? GetEnvInt32(params string[] names) =>
            int.TryParse(GetEnv(names), out var value) ? value : null;

        public static double? GetEnvDouble(params string[] names) =>
            double.TryParse(GetEnv(names), out var value) ? value : null;

        public static InvokeOptions WithDefaults(this InvokeOptions? options) => new()
        {
            Parent = options?.Parent,
            Provider = options?.Provider,
            PluginDownloadURL = options?.PluginDownloadURL,
            Version = options?.Version ?? Version,
        };

        public static InvokeOutputOptions WithDefaults(this InvokeOutputOptions options) => new()
        {
            Parent = options.Parent,
            Provider = options.Provider,
            PluginDownloadURL = options.PluginDownloadURL,
            Version = options.Version ?? Version,
            DependsOn = options.DependsOn,
        };
        """;
}
