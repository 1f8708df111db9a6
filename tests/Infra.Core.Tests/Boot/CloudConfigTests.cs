using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace Infra.Core.Tests.Boot;

public class CloudConfigTests
{
    [Fact]
    public void Files_ReadBackAsYaml_AreTheSameBytes()
    {
        var plan = SmallProject.Plan();
        var bundle = BundleCompiler.FirstBoot(plan, "orders-db-1");
        var text = CloudConfig.Write("orders-db-1", SmallProject.OperatorKey, bundle, NodePlatform.For(plan.Spec.Cloud), UserData.TokenPlace);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));

        var files = ((YamlSequenceNode)yaml.Documents[0].RootNode["write_files"]).ToDictionary(
            f => ((YamlScalarNode)f["path"]).Value!, f => ((YamlScalarNode)f["content"]).Value!);

        Assert.Equal(bundle.ToJson(), files["/etc/infra/bundle.json"]);
        Assert.Equal(UserData.TokenPlace + "\n", files["/etc/infra/enrolment-token"]);
        Assert.All(NodeProgram.Files, f => Assert.Equal(f.Content, files[f.Path]));
    }

    [Fact]
    public void Program_Files_AreTheCommandAndItsModules()
    {
        Assert.Contains(NodeProgram.Files, f => f.Path == NodeProgram.Command && f.Mode == "0755" && f.Content.StartsWith("#!/usr/bin/python3 -I\n", StringComparison.Ordinal));
        Assert.All(NodeProgram.Files.Where(f => f.Path != NodeProgram.Command), f =>
            Assert.True(f.Path.StartsWith("/usr/local/lib/infra/", StringComparison.Ordinal) && f.Path.EndsWith(".py", StringComparison.Ordinal) && f.Mode == "0644", f.Path));
    }
}
