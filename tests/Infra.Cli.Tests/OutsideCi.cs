using System.Runtime.CompilerServices;

namespace Infra.Cli.Tests;

/// <summary>
/// The stacks of these tests are made up and have no lock file, which CI (rightly) rejects. So they run as on a developer's machine,
/// wherever they run; that CI rejects them is tested in Infra.Components.Tests, on the mode and not on the environment.
/// </summary>
internal static class OutsideCi
{
    [ModuleInitializer]
    internal static void Enter() => Environment.SetEnvironmentVariable("CI", null);
}
