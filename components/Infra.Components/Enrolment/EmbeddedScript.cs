using System.Reflection;

namespace Infra.Components.Enrolment;

/// <summary>Scripts that lie beside the classes which run them, and go to bash by standard input.</summary>
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
