using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec;

/// <summary>
/// The settings next to the project as a run receives them: from the checked stack file, from <c>--config</c>, or decrypted.
/// </summary>
/// <param name="Keys">Who may log in: the keys of both settings; <see cref="OperatorKeys.Nobody"/> if neither is set.</param>
/// <param name="HasOwnPair">Whether <c>infra:operatorPublicKey</c> is set: its private half then logs in, on the local cloud too.</param>
/// <param name="ImageId">The cloud's own image ID; null for the newest Debian 12.</param>
public sealed record GivenSettings(OperatorKeys Keys, bool HasOwnPair, string? ImageId)
{
    /// <summary>Reads the settings; errors are placed in the stack file if the setting is there, otherwise at the configuration.</summary>
    /// <param name="source">The stack file; its values are checked when it is compiled, not again here.</param>
    /// <param name="get">The value of a full key, as Pulumi supplies it; null if it is not set.</param>
    /// <param name="isEncrypted">Whether a full key's value is stored encrypted.</param>
    public static Outcome<GivenSettings> Read(StackSource source, Func<string, string?> get, Func<string, bool> isEncrypted)
    {
        var (bag, places, file) = (new DiagnosticBag(), new StackPlaces(source), StackConfig.Read(source).Values);
        var one = Value(OperatorSettingsReader.Key);
        var keys = Lines(one)
            .Select(text => (Setting: OperatorSettingsReader.Key, Text: text))
            .Concat(List().Select(text => (Setting: OperatorSettingsReader.Keys, Text: text)))
            .Select(key => OperatorSettingsReader.ReadKey(key.Setting, key.Text, places.OfSetting(key.Setting), BagOf(key.Setting)))
            .OfType<OperatorKey>()
            .ToList();
        var image = Value(OperatorSettingsReader.Image);
        if (image is not null && StackFile.CloudOf(StackFile.FindProject(source, new DiagnosticBag())) is { } known)
        {
            OperatorSettingsReader.CheckImage(
                image,
                known,
                places.OfSetting(OperatorSettingsReader.Image),
                BagOf(OperatorSettingsReader.Image)
            );
        }

        foreach (var secret in OperatorSettingsReader.Secrets.Where(secret => Value(secret) is not null && !isEncrypted(secret)))
        {
            OperatorSettingsReader.ReportClearText(secret, places.OfSetting(secret), BagOf(secret));
        }

        return new Outcome<GivenSettings>(
            bag.HasErrors ? null : new GivenSettings(OperatorKeys.Of(keys), one is not null, image),
            bag.Sorted()
        );

        // Pulumi.yaml gives these keys empty defaults, so that Pulumi's own schema check does not require them.
        string? Value(string key) => string.IsNullOrWhiteSpace(get(key)) ? null : get(key);

        DiagnosticBag BagOf(string key) => file.TryGetValue(key, out var written) && written == get(key) ? new DiagnosticBag() : bag;

        IEnumerable<string> Lines(string? text) => text is null ? [] : [text];

        ImmutableArray<string> List()
        {
            var (key, text) = (OperatorSettingsReader.Keys, Value(OperatorSettingsReader.Keys));
            try
            {
                if (text is not null && JsonSerializer.Deserialize<string?[]>(text) is { } list && list.All(line => line is not null))
                {
                    return [.. list.OfType<string>()];
                }
            }
            catch (JsonException)
            {
                // Reported below.
            }

            if (text is not null)
            {
                OperatorSettingsReader.ReportNoList(places.OfSetting(key), BagOf(key));
            }

            return [];
        }
    }
}
