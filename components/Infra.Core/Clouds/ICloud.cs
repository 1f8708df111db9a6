using Infra.Core.Boot;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.PeerContracts;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Clouds;

/// <summary>
/// All that the compiler asks of a cloud. Each interface is one stage's questions and lies beside that stage; none has a member
/// that may be left out, so a cloud that lacks an answer does not compile. docs/adding-a-cloud.md goes through them in order.
/// </summary>
internal interface ICloud
    : ICloudFacts,
        IStackFileRules,
        ICloudNodes,
        ICloudAccount,
        ICloudFilter,
        IPeeringTerms,
        INodeSurroundings,
        ICloudBoot;
