using Infra.Core.Diagnostics;

namespace Infra.Core.Spec;

/// <summary>Maps paths to places in a stack file that compiled, for later diagnostics.</summary>
public sealed class StackPlaces
{
    private readonly StackSource _source;
    private readonly SourceMap? _project;
    private readonly Dictionary<string, SourceLocation> _settings;

    public StackPlaces(StackSource source)
    {
        var project = StackFile.FindProject(source, new DiagnosticBag(), out var config);
        _source = source;
        _project = project is null ? null : new SourceMap(project);
        _settings = config?.Entries.ToDictionary(entry => entry.Key, entry => entry.KeyWhere) ?? [];
    }

    /// <summary>The place of a path below <c>infra:project</c> or of a setting (<c>infra:…</c>), or of its nearest parent.</summary>
    public SourceLocation Of(string path) =>
        _settings.TryGetValue(path, out var setting) ? setting : _project?.At(path) ?? SourceLocation.Top(_source.FileName, path);

    /// <summary>The place of a setting (<c>infra:…</c>) in the file, or in the configuration if the file lacks it.</summary>
    internal SourceLocation OfSetting(string key) =>
        _settings.TryGetValue(key, out var setting) ? setting : new SourceLocation($"config {key}", 0, 0, "");
}
