using Infra.Core.Deployments;

namespace Infra.Core.Tests;

/// <summary>
/// The core knows nothing of Pulumi, files, clocks or randomness; the build bans the calls, this test the dependencies.
/// </summary>
public sealed class PurityTests
{
    [Fact]
    public void Core_References_AreTheRuntimeAndYamlDotNetOnly() =>
        Assert.All(typeof(ProjectCompiler).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!), name =>
            Assert.True(
                name is "YamlDotNet"
                    || (
                        name.StartsWith("System.", StringComparison.Ordinal)
                        && !name.Contains("Http", StringComparison.Ordinal)
                        && !name.Contains("Process", StringComparison.Ordinal)
                    ),
                $"The core may not depend on {name}: same input, same bytes, everywhere."
            )
        );
}
