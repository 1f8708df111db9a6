using System.Reflection;

namespace Infra.Components.Enrolment;

/// <summary>Scripts embedded next to the classes that run them, passed to bash on standard input.</summary>
internal static class EmbeddedScript
{
    /// <exception cref="InvalidOperationException">The project file does not embed it.</exception>
    internal static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
